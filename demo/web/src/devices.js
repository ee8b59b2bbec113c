// Camera, microphone and screen, and what went wrong with them in words.

const CAMERA = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const SCREEN = { video: { frameRate: { max: 15 } }, audio: true };

const NAMES = { camera: 'camera', microphone: 'microphone', screen: 'screen' };

/** A failure whose message can be shown as it is. */
export class DeviceError extends Error {}

/** The tracks of a source: one, or with the screen possibly its sound too. */
export async function open(source) {
  if (!navigator.mediaDevices) {
    throw new DeviceError('Browsers give camera and microphone only to pages from localhost or over https.');
  }
  try {
    if (source === 'screen') {
      if (!navigator.mediaDevices.getDisplayMedia) {
        throw new DeviceError('This browser cannot share its screen.');
      }
      return (await navigator.mediaDevices.getDisplayMedia(SCREEN)).getTracks();
    }
    const constraints = source === 'camera' ? { video: CAMERA } : { audio: MICROPHONE };
    return (await navigator.mediaDevices.getUserMedia(constraints)).getTracks();
  } catch (error) {
    throw error instanceof DeviceError ? error : new DeviceError(words(source, error), { cause: error });
  }
}

function words(source, error) {
  const name = NAMES[source];
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return source === 'screen'
        ? 'Screen sharing was not permitted.'
        : `Permission for the ${name} was denied. Allow it next to the address of this page and try again.`;
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return `No ${name} was found. Connect one and try again; you can see and hear the others without it.`;
    case 'NotReadableError':
    case 'AbortError':
      return `The ${name} cannot be opened: another program may be using it.`;
    case 'OverconstrainedError':
      return `The ${name} does not offer what is needed (${error.constraint}).`;
    default:
      return `The ${name} cannot be used: ${error.message || error.name}.`;
  }
}
