// What of a page is not as it should be where names are hostile: a list of words.
(() => {
	const wrong = []
	if (window.evil) wrong.push('a script of a name has run')
	if (document.querySelector('x-evil, img, [onerror]')) wrong.push('a name has become markup')
	for (const name of ['href', 'src', 'action', 'formaction'])
		for (const e of document.querySelectorAll(`[${name}]`)) {
			const to = new URL(e.getAttribute(name), location)
			if (to.origin !== location.origin && to.href !== 'data:,') wrong.push(`leads to ${to}`)
		}
	const side = (text, at) => {
		const one = document.createRange()
		one.setStart(text, at)
		one.setEnd(text, at + 1)
		return one.getBoundingClientRect()
	}
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	for (let text; text = texts.nextNode();)
		for (const number of text.data.matchAll(/\d{9}/g)) {
			const first = side(text, number.index), last = side(text, number.index + 8)
			if (first.width && first.top === last.top && first.left > last.left)
				wrong.push(`${number} is read backwards`)
		}
	return wrong
})()
