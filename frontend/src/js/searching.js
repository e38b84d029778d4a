/* A box above a long list of options that leaves those which match. Without scripts the list itself can be typed into. */
const ENGLISH = document.documentElement.lang === "en";

export function searchableLists() {
  for (const list of document.querySelectorAll("select[data-searchable]")) addSearch(list);
}

function addSearch(list) {
  const options = [...list.options];
  const box = document.createElement("input");
  const about = list.labels[0]?.textContent.trim() ?? "";
  box.type = "search";
  box.className = "form-control field-long mb-2";
  box.autocomplete = "off";
  box.placeholder = ENGLISH ? "Search the options" : "جست‌وجو در گزینه‌ها";
  box.setAttribute("aria-label", `${box.placeholder}: ${about}`);
  box.setAttribute("aria-controls", list.id);
  box.addEventListener("input", () => narrow(list, options, fold(box.value)));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(box);
}

/* What is chosen stays in the list, whatever is searched for, so that it is sent. */
function narrow(list, options, wanted) {
  const chosen = list.value;
  const left = options.filter((one) => !one.value || one.value === chosen || fold(one.text).includes(wanted));
  list.replaceChildren(...left);
  list.value = chosen;
}

function fold(text) {
  const letters = text.toLowerCase().replaceAll("ي", "ی").replaceAll("ك", "ک").replaceAll("\u200c", " ");
  return letters.replace(/[۰-۹]/g, (digit) => "۰۱۲۳۴۵۶۷۸۹".indexOf(digit)).trim();
}
