/** What to do about errors: imported once, it is part of all of them. */
import '@mwkit/core/advice';
