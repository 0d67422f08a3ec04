/* Data blocks: base64 of gzip, decoded when first needed. The other half of geomap/render/blocks.py. */

const ARRAYS = { Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array };
const pageRead = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
});

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

async function readBlock(id) {
  let node = document.getElementById(id);
  if (!node || node.nextSibling === null) {
    // Late blocks stand at the end of a page that may still be arriving.
    await pageRead;
    node = document.getElementById(id);
  }
  const stream = new Blob([fromBase64(node.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

async function readNumbers(spec) {
  const values = new ARRAYS[`${spec.type}Array`](await readBlock(spec.block));
  if (spec.delta) for (let i = 1; i < values.length; i += 1) values[i] += values[i - 1];
  return values;
}

async function readWords(spec) {
  return JSON.parse(new TextDecoder().decode(await readBlock(spec.block)));
}

/* A long column of words in blocks of some thousand rows, of which the last few used are kept. */
class TextColumn {
  constructor(spec) {
    this.spec = spec;
    this.kept = new Map();
  }

  chunk(number) {
    if (!this.kept.has(number)) {
      if (this.kept.size > 24) this.kept.delete(this.kept.keys().next().value);
      this.kept.set(number, readWords({ block: this.spec.blocks[number] }));
    }
    return this.kept.get(number);
  }

  async at(row) {
    const values = await this.chunk(Math.floor(row / this.spec.rows));
    return values[row % this.spec.rows];
  }

  /* Go through all rows in order; `visit(value, row)` may return true to stop. */
  async each(visit) {
    for (let number = 0; number < this.spec.blocks.length; number += 1) {
      const values = await this.chunk(number);
      const first = number * this.spec.rows;
      for (let i = 0; i < values.length; i += 1) if (visit(values[i], first + i)) return;
    }
  }
}
