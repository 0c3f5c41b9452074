/** Glyphs for machines without a Chinese font and for rare characters; slices are fetched only where no system font has the character. */
import '@fontsource-variable/noto-sans-sc'
