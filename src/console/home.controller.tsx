import { Get } from '@nestjs/common';
import { CurrentPrincipal } from '../auth/current.decorators.js';
import type { Principal } from '../auth/principal.js';
import { PersonalPages } from './console-pages.js';
import { navigationOf } from './navigation.js';
import { NotAnAdminPage } from './pages/not-an-admin-page.js';
import { Redirect, type WebPage } from './web-page.js';

/** `/`: redirects everybody to the page they most likely want. */
@PersonalPages('')
export class HomeController {
  @Get()
  show(@CurrentPrincipal() principal: Principal): WebPage | Redirect {
    const [first] = navigationOf(principal);
    if (first) return new Redirect(first.path);
    if (principal.kind === 'operator') return new Redirect('/password');
    return { title: 'The console is for administrators', body: <NotAnAdminPage user={principal} /> };
  }
}
