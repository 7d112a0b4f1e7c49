// How files come in the single file: they are all in the page. The build puts this in place of the first part
// of boot.js, after `MODULES`, the functions that it has made of the JavaScript.
//
// Anything else is a block of data that no browser runs: `<script type="application/gzip" data-file="./a.pack">`
// with base64 in it. Nothing is fetched, and the page's policy allows no connection.

async function get(name) {
  const { text } = document.querySelector(`script[data-file$="${name}"]`);
  const packed = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(bytes, { headers: { 'Content-Type': 'application/wasm' } });
}

const loadScript = async (name) => MODULES[`./${name}`]();
// All styles are in the page from the start.
const loadStyle = async () => {};
