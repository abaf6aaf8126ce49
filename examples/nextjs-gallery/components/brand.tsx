import icon from "@/app/icon.svg";

import styles from "./brand.module.css";

export function Brand() {
  return (
    <h1 className={styles.brand}>
      <img src={icon.src} alt="" width={28} height={28} />
      Gallery
    </h1>
  );
}
