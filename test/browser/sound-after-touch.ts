/** Run in a page before its own script: sound is blocked until a touch, as browsers do for people; to a browser that is driven everything counts as a touch. */
export function soundAfterTouch(): void {
  let touched = false
  let running = false
  window.addEventListener('pointerdown', () => {
    touched = true
  })
  Object.defineProperty(AudioContext.prototype, 'state', { get: () => (running ? 'running' : 'suspended') })
  AudioContext.prototype.resume = async function () {
    running = touched
    if (touched) this.dispatchEvent(new Event('statechange'))
  }
}
