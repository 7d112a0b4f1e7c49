// The only error that a call throws.

export class KaigoHojoError extends Error {
  constructor(code, path, message, options) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}
Object.defineProperty(KaigoHojoError.prototype, 'name', {
  value: 'KaigoHojoError', configurable: true, writable: true,
});
