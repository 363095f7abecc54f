const SCALE = 2
const MARGIN = 16
const TITLE = 32
const XHTML = 'http://www.w3.org/1999/xhtml'

/**
 * An element as it looks now, in the theme that is on, under a title: PNG, twice as fine as the screen.
 * It is copied with every computed style into a picture of its own, since a picture may load nothing.
 *
 * @throws {Error} where the browser cannot draw it
 */
export async function pictureOf(element: HTMLElement, title: string): Promise<Blob> {
  const { width, height } = element.getBoundingClientRect()
  const full = { width: Math.ceil(width) + 2 * MARGIN, height: Math.ceil(height) + 2 * MARGIN + TITLE }
  const page = framed(element, title, full)
  const style = document.createElementNS(XHTML, 'style')
  style.textContent = await fontFace()
  page.prepend(style)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${full.width}" height="${full.height}"><foreignObject width="100%" height="100%">${new XMLSerializer().serializeToString(page)}</foreignObject></svg>`
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = full.width * SCALE
  canvas.height = full.height * SCALE
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser has no canvas to draw on.')
  context.scale(SCALE, SCALE)
  context.drawImage(image, 0, 0)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('The canvas gave nothing.')) : resolve(blob))),
  )
}

function framed(element: HTMLElement, title: string, { width, height }: { width: number; height: number }) {
  const body = getComputedStyle(document.body)
  const page = document.createElement('div')
  Object.assign(page.style, {
    boxSizing: 'border-box',
    width: `${width}px`,
    height: `${height}px`,
    padding: `${MARGIN}px`,
    background: body.backgroundColor,
    color: body.color,
    fontFamily: body.fontFamily,
    fontSize: body.fontSize,
  })
  const heading = document.createElement('div')
  Object.assign(heading.style, { height: `${TITLE}px`, fontSize: '16px', fontWeight: '600' })
  heading.textContent = title
  const copy = copyOf(element)
  if (copy instanceof HTMLElement) Object.assign(copy.style, { margin: '0', width: `${width - 2 * MARGIN}px` })
  page.append(heading, ...(copy === null ? [] : [copy]))
  return page
}

/** The same nodes, each with the styles that hold for it; what stands before and after it becomes a node of its own. */
function copyOf(node: Node): Node | null {
  if (!(node instanceof HTMLElement || node instanceof SVGElement))
    return node instanceof Text ? node.cloneNode() : null
  if (node.hasAttribute('data-no-picture')) return null
  const copy = node.cloneNode(false)
  if (!(copy instanceof HTMLElement || copy instanceof SVGElement)) return null
  copy.removeAttribute('class')
  copy.removeAttribute('id')
  copy.setAttribute('style', textOf(getComputedStyle(node)))
  const children = [...node.childNodes].map(copyOf)
  const around = [generated(node, '::before'), ...children, generated(node, '::after')]
  copy.append(...around.filter((one) => one !== null))
  return copy
}

function generated(node: Element, place: '::before' | '::after'): HTMLElement | null {
  const style = getComputedStyle(node, place)
  if (style.content === 'none' || style.content === 'normal') return null
  const span = document.createElement('span')
  span.setAttribute('style', textOf(style))
  span.textContent = /^"(.*)"$/.exec(style.content)?.[1] ?? ''
  return span
}

const textOf = (style: CSSStyleDeclaration): string =>
  [...style].map((name) => `${name}:${style.getPropertyValue(name)};`).join('')

let face: Promise<string> | undefined

/** The letters of the page, packed so that the picture brings them along. */
function fontFace(): Promise<string> {
  face ??= readFace().catch(() => '')
  return face
}

async function readFace(): Promise<string> {
  const family = getComputedStyle(document.body).fontFamily.split(',')[0]?.replaceAll(/["']/g, '').trim()
  const faces = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule)
    .filter(({ style }) => style.getPropertyValue('font-family').replaceAll(/["']/g, '') === family)
  const latin = faces.find(({ style }) => /U\+0+-FF/i.test(style.getPropertyValue('unicode-range'))) ?? faces[0]
  const address = /url\("?([^")]+)"?\)/.exec(latin?.style.getPropertyValue('src') ?? '')?.[1]
  if (latin === undefined || address === undefined) return ''
  const response = await fetch(new URL(address, latin.parentStyleSheet?.href ?? document.baseURI))
  const bytes = new Uint8Array(await response.arrayBuffer())
  const packed = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return `@font-face{font-family:"${family}";font-weight:100 900;src:url(data:font/woff2;base64,${packed})}`
}
