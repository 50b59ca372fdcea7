// Guests have ids but no names. Each gets the name of a bird, which is the same on every page.

const birds = [
  'Avocet', 'Bittern', 'Bunting', 'Chough', 'Crane', 'Curlew', 'Dipper', 'Dotterel', 'Dunlin', 'Eider', 'Fieldfare', 'Firecrest',
  'Goldcrest', 'Grebe', 'Harrier', 'Heron', 'Hoopoe', 'Ibis', 'Kestrel', 'Kinglet', 'Lapwing', 'Linnet', 'Merlin', 'Nuthatch',
  'Oriole', 'Osprey', 'Plover', 'Redstart', 'Siskin', 'Tern', 'Whinchat', 'Wren',
];

/**
 * The name and colour of a member of the group.
 * @param {string} userId The member.
 * @param {string} peerUserId The .NET peer.
 * @returns {{name: string, initials: string, hue: number, dotnet: boolean}}
 */
export function personOf(userId, peerUserId) {
  if (userId === peerUserId) {
    return { name: '.NET peer', initials: '.N', hue: 255, dotnet: true };
  }

  let hash = 0;
  for (const character of userId) {
    hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  }

  const name = birds[hash % birds.length];
  return { name, initials: name.slice(0, 2), hue: (hash >>> 5) % 360, dotnet: false };
}

/** Fills an avatar's element with a person's colour and initials. */
export function paintAvatar(element, person) {
  element.textContent = person.initials;
  element.style.setProperty('--hue', person.hue);
  element.classList.toggle('dotnet', person.dotnet);
}
