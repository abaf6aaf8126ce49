// Countries and their dial codes. Names come from the browser, in the reader's language and in the country's own.

/** Dial codes (ITU-T E.164) by region (ISO 3166-1). Regions that share a code are sorted by size, the largest first. */
const CODES = `
1:US CA DO PR JM TT BS BB LC GD VC AG DM KN VG TC BM KY AI MS VI GU MP AS SX
7:RU KZ 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT VA 40:RO 41:CH 43:AT 44:GB JE GG IM 45:DK 46:SE 47:NO SJ 48:PL 49:DE
51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU CX CC 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP 82:KR 84:VN 86:CN
90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 98:IR 211:SS 212:MA EH 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI
226:BF 227:NE 228:TG 229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA 242:CG 243:CD
244:AO 245:GW 246:IO 248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE 255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE YT 263:ZW
264:NA 265:MW 266:LS 267:BW 268:SZ 269:KM 290:SH 291:ER 297:AW 298:FO 299:GL 350:GI 351:PT 352:LU 353:IE 354:IS 355:AL 356:MT
357:CY 358:FI AX 359:BG 370:LT 371:LV 372:EE 373:MD 374:AM 375:BY 376:AD 377:MC 378:SM 380:UA 381:RS 382:ME 383:XK 385:HR 386:SI
387:BA 389:MK 420:CZ 421:SK 423:LI 500:FK 501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 508:PM 509:HT 590:GP BL MF 591:BO
592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY 599:CW BQ 670:TL 672:NF 673:BN 674:NR 675:PG 676:TO 677:SB 678:VU 679:FJ 680:PW
681:WF 682:CK 683:NU 685:WS 686:KI 687:NC 688:TV 689:PF 690:TK 691:FM 692:MH 850:KP 852:HK 853:MO 855:KH 856:LA 880:BD 886:TW
960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA 967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 992:TJ
993:TM 994:AZ 995:GE 996:KG 998:UZ`;

/** @typedef {{region: string, code: string, name: string, ownName: string}} Country `name` in the reader's language, `ownName` in its own */

/** All countries, sorted by name.
 * @param {string} language the reader's
 * @returns {Country[]}
 */
export function countries(language) {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const found = [...regions()].map(([region, code]) => ({ region, code, name: names.of(region) ?? region, get ownName() { return ownName(region); } }));
  const order = new Intl.Collator(language);
  return found.sort((one, other) => order.compare(one.name, other.name));
}

/** The countries for a search text: the beginning of a word of the name, in either language, or of the code.
 * @param {readonly Country[]} all @param {string} typed
 */
export function matching(all, typed) {
  const wanted = plain(typed.trim().replace(/^\+/, ""));
  if (wanted === "") return [...all];
  if (/^\d+$/.test(wanted)) return all.filter(({ code }) => code.startsWith(wanted));
  const fits = (/** @type {string} */ name) => plain(name).split(/[\s(–-]+/).some((_, index, words) => words.slice(index).join(" ").startsWith(wanted));
  const found = all.filter(({ name, ownName, region }) => fits(name) || fits(ownName) || plain(region) === wanted);
  // Names that begin with the text come first.
  return found.sort((one, other) => Number(plain(other.name).startsWith(wanted)) - Number(plain(one.name).startsWith(wanted)));
}

/** The country of an international number.
 * @param {readonly Country[]} all @param {string} number
 */
export function countryOf(all, number) {
  const digits = international(number)?.replace(/\D/g, "") ?? "";
  const codes = new Set(regions().values());
  const code = [3, 2, 1].map((length) => digits.slice(0, length)).find((start) => codes.has(start));
  const region = [...regions()].find(([, one]) => one === code)?.[0];
  return all.find((country) => country.region === region);
}

/** The country that a reader is probably in, according to the browser's languages.
 * @param {readonly Country[]} all @param {readonly string[]} languages
 */
export function likelyCountry(all, languages) {
  const regions = languages.map((tag) => new Intl.Locale(tag).maximize().region);
  return all.find(({ region }) => region === regions[0]) ?? all.find(({ region }) => regions.includes(region));
}

/** The number with the country's code, if it has none. A text that is not a number stays unchanged, so that the server refuses it as typed.
 * @param {string} typed @param {Country|undefined} country
 */
export function withCode(typed, country) {
  const number = typed.trim();
  if (international(number) !== null || !country || !/^[\d\s().\-/]+$/.test(number)) return international(number) ?? number;
  // In most countries a leading zero is for national calls only; Italy and its neighbours keep it.
  const national = country.code === "39" ? number : number.replace(/^0+/, "");
  return `+${country.code} ${national}`;
}

/** @param {string} number @returns {string|null} null for a number without its country's code */
function international(number) {
  if (number.startsWith("+")) return number;
  return number.startsWith("00") ? `+${number.slice(2)}` : null;
}

/** @returns {Map<string, string>} codes by region */
function regions() {
  const found = new Map();
  let code = "";
  for (const word of CODES.trim().split(/\s+/)) {
    const [, digits, region] = /** @type {RegExpExecArray} */ (/^(?:(\d+):)?([A-Z]{2})$/.exec(word));
    code = digits ?? code;
    found.set(region, code);
  }
  return found;
}

/** Names in the countries' own languages, which take the browser a moment and so are looked up only when needed.
 * @type {Map<string, string>}
 */
const ownNames = new Map();

/** A country's name in the language that most of its people write.
 * @param {string} region
 */
function ownName(region) {
  const known = ownNames.get(region);
  if (known !== undefined) return known;
  const { language, script } = new Intl.Locale(`und-${region}`).maximize();
  const name = new Intl.DisplayNames(script ? `${language}-${script}` : language, { type: "region" }).of(region) ?? region;
  ownNames.set(region, name);
  return name;
}

/** Without accents, in lower case.
 * @param {string} text
 */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
