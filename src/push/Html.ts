/**
 * Markup, told apart from text by its type: only {@link escape} and {@link raw} make it, so that text is not written
 * into a page by mistake.
 *
 * @module
 * @since 0.1.0
 */
import type { Monoid as MonoidOf } from 'fp-ts/lib/Monoid.js'

declare const brand: unique symbol

// -------------------------------------------------------------------------------------
// model
// -------------------------------------------------------------------------------------

/**
 * A piece of HTML. At run time a string.
 *
 * @category model
 * @since 0.1.0
 */
export type Html = string & { readonly [brand]: 'Html' }

// -------------------------------------------------------------------------------------
// constructors
// -------------------------------------------------------------------------------------

/**
 * Markup that shows this text, in an element or in a quoted attribute.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Html } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Html.escape('<b> & "c"'), '&lt;b&gt; &amp; &quot;c&quot;')
 */
export const escape = (text: string): Html => text.replace(/[&<>"'`]/g, (c) => entities[c] as string) as Html

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;'
}

/**
 * A string that is trusted to be markup. Nothing is checked: whoever calls this vouches for it.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Html } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Html.raw('<hr>'), '<hr>')
 */
export const raw = (trusted: string): Html => trusted as Html

/**
 * No markup.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Html } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Html.empty, '')
 */
export const empty: Html = raw('')

// -------------------------------------------------------------------------------------
// instances
// -------------------------------------------------------------------------------------

/**
 * One piece after the other.
 *
 * @category instances
 * @since 0.1.0
 * @example
 * import { Html } from 'fp-ts-iteratee'
 *
 * assert.strictEqual(Html.Monoid.concat(Html.raw('<p>'), Html.escape('1 < 2')), '<p>1 &lt; 2')
 */
export const Monoid: MonoidOf<Html> = { concat: (x, y) => raw(x + y), empty }
