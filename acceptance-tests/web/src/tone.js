const context = new AudioContext();

/** A sine wave as an audio track. */
export class Tone {
  track;
  #gain;

  constructor(frequency, gain) {
    const oscillator = new OscillatorNode(context, { frequency });
    this.#gain = new GainNode(context, { gain });
    const destination = new MediaStreamAudioDestinationNode(context);
    oscillator.connect(this.#gain).connect(destination);
    oscillator.start();
    [this.track] = destination.stream.getAudioTracks();
  }

  setGain(gain) {
    this.#gain.gain.value = gain;
  }
}
