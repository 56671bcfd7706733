"""Trains a LoRA adapter from a training set that Hanare saved. Needs torch, transformers and peft; no network, no GPU.

    python train.py --model BASE --data set.jsonl --out FOLDER

BASE is a folder in Hugging Face's format or a GGUF file. FOLDER/adapter is what PEFT writes, FOLDER/base what llama.cpp's
convert_lora_to_gguf.py asks for with --base (configuration and tokenizer). Only the answers are learnt, not the prompts.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from gguf import GGUFReader
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

# Not learnt: the value that the loss of transformers leaves out.
IGNORED = -100


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=4, help="records for one step")
    parser.add_argument("--learning-rate", type=float, default=2e-4)
    parser.add_argument("--max-tokens", type=int, default=2048, help="longer records are left out, and counted")
    parser.add_argument("--threads", type=int, default=0, help="0: as many as torch takes")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def load(model: Path):
    folder, options = (model.parent, {"gguf_file": model.name}) if model.suffix == ".gguf" else (model, {})
    tokenizer = AutoTokenizer.from_pretrained(folder, **options)
    if options:
        # transformers takes the first token for the last one.
        end = GGUFReader(model).get_field("tokenizer.ggml.eos_token_id")
        tokenizer.eos_token = tokenizer.convert_ids_to_tokens(int(end.contents()))
    return tokenizer, AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **options)


def texts(tokenizer, record):
    """Prompt and answer as the model sees them, the mark at the answer's end included."""
    if "messages" not in record:
        return record["prompt"], record["completion"] + tokenizer.eos_token
    messages = record["messages"]
    if messages[-1]["role"] != "assistant":
        raise ValueError("the last message must be the assistant's")
    prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
    whole = tokenizer.apply_chat_template(messages, tokenize=False)
    if not whole.startswith(prompt):
        raise ValueError("this model's chat template changes the prompt when the answer is there")
    return prompt, whole[len(prompt) :]


def encode(tokenizer, record):
    return [tokenizer(text, add_special_tokens=False)["input_ids"] for text in texts(tokenizer, record)]


def read(tokenizer, data: Path, most: int):
    samples, long = [], 0
    for number, line in enumerate(data.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            prompt, answer = encode(tokenizer, json.loads(line))
        except (KeyError, ValueError, TypeError) as error:
            raise SystemExit(f"{data}:{number}: {error!r}")
        if len(prompt) + len(answer) > most:
            long += 1
        else:
            samples.append((prompt, answer))
    print(f"records: {len(samples)}, longer than {most} tokens and left out: {long}", flush=True)
    if not samples:
        raise SystemExit("there is nothing to learn from")
    return samples


def loss_of(model, sample):
    prompt, answer = sample
    ids = torch.tensor([prompt + answer])
    labels = torch.tensor([[IGNORED] * len(prompt) + answer])
    return model(input_ids=ids, labels=labels).loss


def train(model, samples, options):
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.learning_rate, weight_decay=0.0)
    order, began = list(range(len(samples))), time.monotonic()
    for epoch in range(1, options.epochs + 1):
        random.shuffle(order)
        total = 0.0
        for start in range(0, len(order), options.batch):
            batch = order[start : start + options.batch]
            for at in batch:
                loss = loss_of(model, samples[at])
                (loss / len(batch)).backward()
                total += loss.item()
            optimizer.step()
            optimizer.zero_grad()
        print(f"epoch {epoch}: loss {total / len(order):.4f}, {time.monotonic() - began:.0f} s", flush=True)


def main():
    options = arguments()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    if options.threads:
        torch.set_num_threads(options.threads)
    tokenizer, base = load(options.model)
    samples = read(tokenizer, options.data, options.max_tokens)
    # What convert_lora_to_gguf.py reads of the base model; its weights are not needed.
    base.config.architectures = [type(base).__name__]
    base.config.save_pretrained(options.out / "base")
    tokenizer.save_pretrained(options.out / "base")
    # Attention and feed-forward layers; embeddings and the output layer stay as they are.
    lora = LoraConfig(r=options.rank, lora_alpha=options.alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    model = get_peft_model(base, lora)
    learnt, whole = model.get_nb_trainable_parameters()
    print(f"weights: {learnt:,} learnt of {whole:,}", flush=True)
    model.train()
    train(model, samples, options)
    model.save_pretrained(options.out / "adapter")
    print(f"written: {options.out / 'adapter'}")


if __name__ == "__main__":
    main()
