import { FrontDoor } from "@/components/front-door";

export default function Home() {
  return <FrontDoor />;
}
