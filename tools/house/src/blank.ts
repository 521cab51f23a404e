/** Blanks what is not code in TypeScript text, so that plain patterns can search the rest. */

// A slash begins a regular expression where no value can have ended: at the start, after an operator, after these words.
const BEFORE_REGEXP = /(?:^|[([{,;=:?!&|+\-*%^~<>}]|\b(?:return|typeof|case|of|in|yield|await|throw|void))$/
const LINE_COMMENT = /\/\/[^\n]*/
const BLOCK_COMMENT = /\/\*.*?\*\//
const QUOTED = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/
const PIECE = new RegExp(
  [LINE_COMMENT, BLOCK_COMMENT, QUOTED, REGEXP, /[\w$]+|\s+|./].map(({ source }) => source).join('|'),
  'sy',
)
const TEMPLATE = /(?:\\.|\$(?!\{)|[^`\\$])*(?:`|\$\{)/sy

/**
 * The text with comments, and the insides of strings, templates and regular expressions, replaced by spaces. Line
 * breaks stay and no character moves: an offset or a line in the result is the same in the text.
 */
export function blank(text: string): string {
  let result = ''
  let before = ''
  // for each template that is open: how many braces are open inside its ${ }
  const braces: number[] = []
  while (result.length < text.length) {
    const piece = pieceAt(text, result.length, before, braces)
    const kind = kindOf(piece)
    result += kind === 'code' || kind === 'space' ? piece : blankPiece(piece, kind)
    if (kind !== 'comment' && kind !== 'space')
      before = kind === 'code' ? `${before} ${piece}`.slice(-20) : ' "'
  }
  return result
}

type Kind = 'code' | 'space' | 'comment' | 'literal'

function pieceAt(text: string, at: number, before: string, braces: number[]): string {
  PIECE.lastIndex = at
  const piece = PIECE.exec(text)?.[0] ?? ''
  if (piece === '`') return templateAt(text, at, braces)
  const open = braces.length - 1
  if (piece === '{' && open >= 0) braces[open] = (braces[open] ?? 0) + 1
  if (piece === '}' && open >= 0) {
    if (braces[open] === 0) {
      braces.pop()
      return templateAt(text, at, braces)
    }
    braces[open] = (braces[open] ?? 0) - 1
  }
  const division = /^\/[^/*]/.test(piece) && !BEFORE_REGEXP.test(before.trimEnd())
  return division ? '/' : piece
}

/** From a backtick, or from the brace that ends a `${ }`, to the next such place. */
function templateAt(text: string, at: number, braces: number[]): string {
  TEMPLATE.lastIndex = at + 1
  const piece = text[at] + (TEMPLATE.exec(text)?.[0] ?? text.slice(at + 1))
  if (piece.endsWith('${')) braces.push(0)
  return piece
}

function kindOf(piece: string): Kind {
  if (/^\s/.test(piece)) return 'space'
  if (/^\/[/*]/.test(piece)) return 'comment'
  if (/^['"`]/.test(piece) || (piece.length > 1 && /^[/}]/.test(piece))) return 'literal'
  return 'code'
}

/** Keeps the first and the last character of a literal: its quotes. */
function blankPiece(piece: string, kind: Kind): string {
  const spaces = piece.replace(/[^\n]/g, ' ')
  return kind === 'literal' && piece.length > 1 ? `${piece[0]}${spaces.slice(1, -1)}${piece.at(-1)}` : spaces
}

/** The line, from 1, of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
