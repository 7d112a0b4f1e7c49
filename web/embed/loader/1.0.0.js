// kaigo-hojo loader 1.0.0: shows the estimate of a subsidy in somebody else's page.
//
// It puts an iframe into every `<kaigo-hojo-estimate …>`, makes such an element of every `<a data-kaigo-hojo href="…/embed/#…">`,
// keeps the frame as high as its content, and passes on what the frame says as events of the element. How to use it:
// docs/embed/guide.en.md.
//
// `cargo xtask build` serves this file without comments and indentation, in at most 3,072 bytes. What is released does not
// change any more: released.txt has its digest. A new version is a new file.

(() => {
  const TAG = 'kaigo-hojo-estimate';
  // What goes from a link to an element and, without the first two, from there to the frame. A closed list: who may write a
  // link may not write any attribute.
  const FIELDS = 'label height programme products accent theme radius density result'.split(' ');
  const tool = new URL('../../embed/', document.currentScript.src);
  const warn = (code, text) => console.warn(`kaigo-hojo: [${code}] ${text}`);
  const make = (tag, given) => Object.assign(document.createElement(tag), given);
  // What is no number goes on as it is, for the frame to say so.
  const number = (text) => (/^\d+$/.test(text) ? +text : text);

  class Estimate extends HTMLElement {
    connectedCallback() {
      const get = (name) => this.getAttribute(name) ?? undefined;
      const fragment = new URLSearchParams();
      for (const name of FIELDS.slice(2)) if (get(name)) fragment.set(name, get(name));
      const json = this.querySelector('script');
      const one = {
        name: get('name'),
        kind: get('kind'),
        unitPriceYen: number(get('unit-price')),
        tax: get('tax'),
        quantity: number(get('quantity')),
      };
      if (json || one.kind) fragment.set('products', json?.text ?? JSON.stringify([one]));
      // Browsers refuse a very long address and show an empty frame.
      if (`${fragment}`.length > 2e5) {
        warn('E-products', 'too long');
        fragment.delete('products');
      }
      const slot = make('slot', { hidden: true });
      const frame = make('iframe', {
        title: `介護テクノロジー補助金の試算（${get('label') ?? get('programme')}）`,
        loading: 'lazy',
        sandbox: 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
        src: `${tool}#${fragment}`,
        style: `all:initial;display:block;width:100%;height:${+get('height') || 720}px`,
        onload: () => {
          this.ready = false;
          frame.contentWindow.postMessage({ kaigoHojo: 1, type: 'hello' }, tool.origin);
          // Where no answer comes, the link or whatever else stands in the element is shown below the frame.
          setTimeout(() => { slot.hidden = this.ready; }, 1e4);
        },
      });
      this.frame = frame;
      // In a shadow, where the rules of the page do not reach.
      this.root ??= this.attachShadow({ mode: 'open' });
      this.root.replaceChildren(frame, slot);
      this.style.setProperty('display', 'block', 'important');
      addEventListener('message', this);
    }

    disconnectedCallback() {
      removeEventListener('message', this);
    }

    // Moved by moveBefore: the frame stays as it is.
    connectedMoveCallback() {}

    handleEvent({ source, origin, data }) {
      const { frame } = this;
      if (source !== frame.contentWindow || origin !== tool.origin || data.kaigoHojo !== 1) return;
      const { type, height } = data;
      if (height >= 100 && height <= 2e4) this.height = height;
      if (type === 'ready') {
        this.ready = true;
        frame.scrolling = 'no';
      }
      // Not before it is ready: what says that it is loading is lower.
      if (this.ready && this.height) frame.style.height = `${this.height}px`;
      if (type !== 'height') {
        this.dispatchEvent(new CustomEvent(`kaigo-hojo:${type}`, { detail: data, bubbles: true }));
      }
    }
  }

  // Before the end of the page, what stands in an element may not be there yet.
  const start = () => {
    // A second copy has nothing to do.
    if (customElements.get(TAG)) return;
    customElements.define(TAG, Estimate);
    for (const link of document.querySelectorAll('a[data-kaigo-hojo]')) {
      const [address, fragment] = link.href.split('#');
      if (address === tool.href) {
        const element = make(TAG);
        const given = new URLSearchParams(fragment);
        given.set('label', link.text.trim());
        for (const name of FIELDS) if (given.get(name)) element.setAttribute(name, given.get(name));
        link.replaceWith(element);
        element.append(link);
      } else warn('E-link', address);
    }
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
})();
