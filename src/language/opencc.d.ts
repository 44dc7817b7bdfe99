/** `from to|from to|…`; the package ships its dictionaries without types. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string
  export default pairs
}
