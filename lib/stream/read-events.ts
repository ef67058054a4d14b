/** Server-sent events out of a text that comes in pieces: our own framing, lines that end in LF and begin with `data: `. */

/** `heard` is given the data of each event once it is whole. Returns what takes the pieces. */
export function readEvents(heard: (data: string) => void): (piece: string) => void {
  let unended: string[] = [];
  let data: string[] = [];
  const take = (line: string) => {
    if (line.startsWith('data: ')) data.push(line.slice('data: '.length));
    if (line !== '' || data.length === 0) return;
    const whole = data.join('\n');
    data = [];
    heard(whole);
  };
  return (piece) => {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      // Joined once, when it ends: the line of a large snapshot comes in thousands of pieces.
      unended.push(piece.slice(from, end));
      const line = unended.join('');
      unended = [];
      from = end + 1;
      take(line);
    }
    if (from < piece.length) unended.push(piece.slice(from));
  };
}
