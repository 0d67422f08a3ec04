/* Questions to the service that the page came from, and what to do when it does not answer. */

const MOST_LISTED_HERE = 200;

class Asking {
  constructor(page) {
    this.page = page;
  }

  /* JSON from an address of the service's; while the service is away the question is put again and again. */
  async json(path, parameters, signal) {
    const answer = await this.fetch(path, parameters, signal);
    return answer.json();
  }

  async fetch(path, parameters, signal) {
    const asked = parameters?.toString();
    for (let wait = 1; ; wait = Math.min(10, wait * 2)) {
      const answer = await fetch(asked ? `${path}?${asked}` : path, { signal, credentials: "same-origin" }).catch((error) => {
        if (error.name === "AbortError") throw error;
        return null;
      });
      if (answer?.ok) {
        this.here();
        return answer;
      }
      if (answer?.status === 401) location.reload(); // the login page stands there now
      if (answer && answer.status < 500) throw new Error(`${path}: ${answer.status}`);
      this.away();
      const seconds = Number(answer?.headers.get("Retry-After")) || wait;
      await new Promise((resolve) => { setTimeout(resolve, Math.min(seconds, 10) * 1000); });
      signal?.throwIfAborted();
    }
  }

  here() {
    if (this.isAway) this.page.say("");
    this.isAway = false;
  }

  away() {
    this.isAway = true;
    this.page.say(t("service.away"), true);
  }

  event(id) {
    return this.json(`collections/events/items/${encodeURIComponent(id)}`);
  }

  /* Events of the filters in a box of degrees. */
  async events([west, south, east, north], limit = MOST_LISTED_HERE) {
    const parameters = this.page.filters.parameters();
    parameters.set("bbox", [west, south, east, north].map((side) => side.toFixed(6)).join(","));
    parameters.set("limit", limit);
    const found = await this.json("collections/events/items", parameters);
    return { rows: found.features.map((feature) => this.page.events.rowOf(feature)), all: found.numberMatched };
  }
}
