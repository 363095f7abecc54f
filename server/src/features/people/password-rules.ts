import { SHORTEST_PASSWORD } from '../../contract/sign-in-rules.ts'

/** What people take when twelve characters are asked for, without its digits and signs at the end. */
const common = new Set(
  `password passwort passw0rd p@ssword p@ssw0rd motdepasse contraseña wachtwoord qwerty qwertyuiop qwertzuiop azertyuiop
  asdfghjkl zxcvbnm yxcvbnm qwertyqwerty qwerasdfzxcv 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx q1w2e3r4
  iloveyou letmein letmeinnow welcome willkommen bienvenue changeme changeit changethis opensesame trustno master
  administrator adminadmin admin root rootroot superuser secret topsecret default temporary temp test testtest
  testing demo demodemo guest user monkey dragon football baseball basketball sunshine princess shadow superman batman
  starwars pokemon whatever freedom charlie michael jennifer jordan thomas correcthorsebatterystaple correcthorse
  summer winter spring autumn sommer fruhling herbst january february monday friday company companyname marketing
  sales ripen ripenadmin ripenripen abc abcdef abcdefgh abcdefghijkl aaaabbbbcccc onetwothree loveyou mypassword
  thisismypassword yourpassword newpassword passwordpassword hunter fuckyou blink liverpool chelsea arsenal`.split(
    /\s+/,
  ),
)

const runs = ['0123456789012345678901234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm']

/** Why a password is no good, as the end of a sentence; null where nothing speaks against it. */
export function faultOfPassword(password: string, { email, name }: { email: string; name: string }): string | null {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...password].length < SHORTEST_PASSWORD) return `needs at least ${SHORTEST_PASSWORD} characters`
  if (new Set(plain).size < 5) return 'repeats the same few characters'
  const core = plain.replace(/[^\p{L}]+$/u, '').replace(/^[^\p{L}]+/u, '')
  if (common.has(core) || common.has(plain) || core === '' || isRepeated(plain))
    return 'is one of those that are guessed first'
  if (runs.some((run) => run.includes(plain) || [...run].reverse().join('').includes(plain)))
    return 'is a run of the keyboard'
  const own = [email.split('@')[0] ?? '', email, name.replace(/\s+/g, '')].map((part) => part.toLowerCase())
  if (own.some((part) => part.length > 3 && plain.replaceAll(part, '').length < 5)) return 'is your own name or address'
  return null
}

/** The same part over and over: testtesttest. */
function isRepeated(text: string): boolean {
  return (text + text).indexOf(text, 1) < text.length
}
