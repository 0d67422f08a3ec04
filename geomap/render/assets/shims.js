/* What folium's own layers expect from jQuery and Awesome Markers, so that markers and popups that a user adds to the map work
   without those libraries. */

window.$ ??= (markup) => {
  if (typeof markup !== "string") return { ready: (action) => action() };
  const template = document.createElement("template");
  template.innerHTML = markup.trim();
  return [...template.content.childNodes];
};

L.AwesomeMarkers ??= {
  icon({ markerColor = "#38aadd" } = {}) {
    const pin = el("div", { class: "gm-pin" });
    pin.style.setProperty("--pin", markerColor);
    return L.divIcon({ className: "gm-pin-holder", html: pin, iconSize: [22, 30], iconAnchor: [11, 30], popupAnchor: [0, -28] });
  },
};
