"""Makes the golden files of the original's form, with nothing of Kadkit: python3 make-golden.py, in this folder.

The distances are the example in the README of f0lg0/kademlia-dht: what the node 192.168.1.10:1339 finds for its own id
in a network of three. The state is that of 192.168.1.10:1337 in the same network, without itself among its kbuckets.
"""

import hashlib
import json


def digest(text):
    return hashlib.sha256(text.encode()).digest()


def shown(octets):
    return "".join(f"{octet:X}" for octet in octets)


def node(port):
    return {"id": shown(digest(f"192.168.1.10:{port}")), "ip": "192.168.1.10", "port": port}


def distance(port, other):
    pairs = zip(digest(f"192.168.1.10:{port}"), digest(f"192.168.1.10:{other}"))
    return shown(bytes(a ^ b for a, b in pairs))


def one_line(data):
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def write(name, text):
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(text)


distances = {
    "found": [{"distance": distance(port, 1339), "node": node(port)} for port in (1339, 1338, 1337)],
    "target": shown(digest("192.168.1.10:1339")),
}
state = {
    "node": node(1337),
    "routes": {"node": node(1337), "kbuckets": [{"nodes": node(port), "size": 20} for port in (1339, 1338)]},
    "rpc": {"node": node(1337), "pending": "{}", "socket": "192.168.1.10:1337"},
    "store": [{shown(digest("some_key")): "some_value"}],
}

write("distances.json.golden", one_line(distances))
write("distances-indented.json.golden", json.dumps(distances, sort_keys=True, indent=4))
write("interface0.json.golden", one_line(state))
write("interface0.json.plantuml.golden", f"@startjson\n{one_line(state)}\n@endjson")
