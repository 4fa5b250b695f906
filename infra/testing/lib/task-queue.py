"""Cloud Tasks as infra/pause sees it: takes tasks, and has delivered each at the second question. Prints its port."""

import base64
import http.server
import json
import sys


class Queue(http.server.BaseHTTPRequestHandler):
    asked = set()

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["task"]["httpRequest"]
        queue = self.path.removeprefix("/v2/").removesuffix("/tasks")
        if "denied" in queue or self.headers["Authorization"] != "Bearer token" or not sent["oidcToken"]["audience"]:
            return self.answer(403, {"error": {"status": "PERMISSION_DENIED"}})
        order = json.loads(base64.b64decode(sent["body"]))["nightshift"]
        with open(sys.argv[1], "a") as log:
            print(queue, *order, file=log)
        return self.answer(200, {"name": f"{queue}/tasks/{len(Queue.asked)}-{next(iter(order))}"})

    def do_GET(self):
        there = self.path not in Queue.asked
        Queue.asked.add(self.path)
        self.answer(200 if there else 404, {})


server = http.server.HTTPServer(("127.0.0.1", 0), Queue)
print(server.server_port, flush=True)
server.serve_forever()
