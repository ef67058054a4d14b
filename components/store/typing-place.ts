/** Where in the text of an edit the plain editor was typed in last: the editor that follows goes on there. */
export const typingPlace = new Map<string, number>();
