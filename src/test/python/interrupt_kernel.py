"""A training cell that is interrupted: it ends in good time, its run can be resumed, and the kernel goes on.

The kernel named java must be installed (mvn compile -Pnotebooks). Exits with 1 and a sentence if something is not so.
"""

import queue
import re
import signal
import subprocess
import sys
import time

from jupyter_client.manager import KernelManager

SECONDS_TO_START = 60
SECONDS_OF_A_CELL = 30
SECONDS_TO_STOP = 5

IMPORTS = """
import java.nio.file.*;
import java.util.*;
import ai.djl.ndarray.*;
import ai.djl.ndarray.types.*;
import org.visioncourse.gan.*;
import org.visioncourse.notebook.*;
import org.visioncourse.training.*;
"""

TRAINING = """
ToyConfig config = new ToyConfig(400, GanLoss.BCE, 0, 1_000, 8, 0.005f, 0.05f);
RunFolder folder = RunFolder.create("gan", Files.createTempDirectory("interrupted").resolve("run"));
Progress live = LiveFigure.of(folder, "curves.png", image -> display(image), (id, image) -> updateDisplay(id, image));
Optional<GanResult> result;
try (Stop stop = Stop.after(null)) {
    result = ToyTraining.create(config, folder).run(stop, live);
    System.out.println("stopped: " + stop.reason() + ", " + result.isEmpty() + ", saved " + Files.exists(folder.last()));
}
"""

RESUMED = """
try (Stop stop = Stop.after(java.time.Duration.ofSeconds(2))) {
    ToyTraining.resume(folder).run(stop, Progress.console());
    System.out.println("stopped: " + stop.reason());
}
"""


class Cell:
    """What a cell has put out."""

    def __init__(self):
        self.text = ""
        self.pictures = 0
        self.error = None

    def add(self, message):
        content = message["content"]
        if message["msg_type"] == "stream":
            self.text += content["text"]
        elif message["msg_type"] == "execute_result":
            self.text += "".join(content["data"].values())
        elif message["msg_type"] in ("display_data", "update_display_data"):
            self.pictures += "image/png" in content["data"]
        elif message["msg_type"] == "error":
            self.error = "\n".join(content["traceback"]) or content["ename"]


def start():
    """A kernel and its client."""
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(stdout=subprocess.DEVNULL)  # where the kernel lists its class path
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS_TO_START)
    return manager, client


def run(manager, client, code, interrupt_at=None):
    """Runs a cell; interrupts it as soon as its text has that pattern. Returns what it put out, and its seconds since then."""
    cell = Cell()
    request = client.execute(code)
    interrupted = None
    end = time.time() + SECONDS_OF_A_CELL
    while time.time() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["parent_header"].get("msg_id") != request:
            continue
        cell.add(message)
        if interrupt_at and interrupted is None and re.search(interrupt_at, cell.text):
            interrupted = time.time()
            manager.interrupt_kernel()
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            return cell, time.time() - (interrupted or time.time())
    sys.exit(f"a cell does not end: {code}\n{cell.text}")


def epochs(cell):
    """How many it has trained."""
    return cell.text.count("epoch ")


def check(right, sentence, cell):
    print(("ok: " if right else "WRONG: ") + sentence)
    if not right:
        sys.exit(f"the cell printed:\n{cell.text}\nerror: {cell.error}")


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a process in the background ignores it, and its kernels with it
    manager, client = start()
    try:
        cell, _ = run(manager, client, IMPORTS)
        check(cell.error is None, "the course is on the class path", cell)
        cell, seconds = run(manager, client, TRAINING, interrupt_at="epoch 3/")
        interrupted = cell
        check(cell.error is None, "an interrupted training is no error", cell)
        check(seconds < SECONDS_TO_STOP, f"it ends within {SECONDS_TO_STOP} seconds: {seconds:.1f}", cell)
        check("stopped: interrupted, true, saved true" in cell.text, "its run is saved", cell)
        check(cell.pictures >= 3, "it has shown its curves", cell)
        cell, _ = run(manager, client, "NDManager.newBaseManager().ones(new Shape(2)).sum().getFloat()")
        check("2.0" in cell.text, "the next cell can use the engine", cell)
        cell, _ = run(manager, client, RESUMED)
        check(cell.text.startswith(f"epoch {epochs(interrupted) + 1}/"), "the run goes on where it was", cell)
        check("stopped: the time limit is reached" in cell.text, "it can be stopped once more", cell)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main()
