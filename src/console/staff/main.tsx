import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { applyTheme } from './shell/theme.ts'
import { WordsProvider } from './texts/words.tsx'

const place = document.getElementById('desk')
if (!place) throw new Error('the page has no #desk')
applyTheme()
createRoot(place).render(
  <StrictMode>
    <WordsProvider>
      <App />
    </WordsProvider>
  </StrictMode>,
)
