"""Takes the README's two pictures of a page, light and dark, with headless Chromium (Debian: apt-get install chromium).

    backchannel draw -o page.html
    python docs/screenshot.py page.html [IRI of the fact to select]

writes docs/page-light.png and docs/page-dark.png, 1440 by 900 pixels.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update", "--window-size=1440,900",
         "--virtual-time-budget=4000", "--run-all-compositor-stages-before-draw")
SCHEMES = {"dark": 0, "light": 1}  # as Chromium numbers what the system prefers


def shoot(page: Path, fact: str, scheme: str) -> Path:
    """The picture of ``page`` in one colour scheme. Raises CalledProcessError if Chromium fails."""
    picture = Path(__file__).with_name(f"page-{scheme}.png")
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    address = page.resolve().as_uri() + (f"#{quote(fact, safe='')}" if fact else "")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([chromium, *FLAGS, f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}",
                        f"--user-data-dir={profile}", f"--screenshot={picture}", address],
                       check=True, stderr=subprocess.DEVNULL)
    return picture


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not Path(sys.argv[1]).is_file():
        sys.exit((__doc__ or "").strip())
    for name in SCHEMES:
        print(shoot(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) == 3 else "", name))
