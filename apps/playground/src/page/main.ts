import '@wikimedia/codex-design-tokens/dist/theme-wikimedia-ui-root.css';
import '@wikimedia/codex/dist/codex.style.css';
import './styles.css';
import './forms.css';
import './traffic.css';
import { createApp } from 'vue';
import App from './App.vue';
import { applyTheme } from './theme.ts';

applyTheme();
createApp(App).mount('#app');
