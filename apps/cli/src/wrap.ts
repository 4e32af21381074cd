/** Lines of at most so many characters; line breaks of the text stay. A word that is longer keeps a line to itself. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const wrapped: string[] = [];
    for (const word of line.split(/[ \t]+/).filter(Boolean)) {
      const last = wrapped.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= width) wrapped[wrapped.length - 1] = `${last} ${word}`;
      else wrapped.push(word);
    }
    return wrapped.length > 0 ? wrapped : [''];
  });
}
