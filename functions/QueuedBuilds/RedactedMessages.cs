using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.FunctionsHost.Queues;
using Deis.Platform.Builds;

namespace Deis.Functions.QueuedBuilds;

/// <summary>
/// What the poison queue keeps of a message: the reason and the few fields that are no secrets. Of the rest there is only its length and hash, since
/// a message that is wrong may hold its token anywhere.
/// </summary>
internal sealed partial class RedactedMessages(QueuedBuildBook book) : IPoisonedMessages
{
    private const string Redacted = "[redacted]";
    private const int MaxLength = 256;
    private const int ShortSha = 8;

    private static readonly string[] Kept = ["app", "image", "source"];

    public async Task<string> DescribeAsync(PoisonedMessage poisoned, CancellationToken cancellationToken)
    {
        var message = poisoned.Message;
        var description = new JsonObject
        {
            ["reason"] = poisoned.Reason,
            ["id"] = message.MessageId,
            ["queue"] = poisoned.Queue,
            ["attempts"] = message.DequeueCount,
            ["inserted"] = message.InsertedOn,
            ["bytes"] = message.Body.ToMemory().Length,
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(message.Body.ToMemory().Span)),
        };
        if (BuildMessage.Parse(message.Body).TryGet(out var body, out _))
        {
            description["message"] = Redact(body);
        }
        await book.RefusedAsync(message.MessageId, poisoned.Reason, cancellationToken);
        return description.ToJsonString(JsonSerializerOptions.Default);
    }

    private static JsonObject Redact(JsonObject body)
    {
        var kept = new JsonObject();
        var token = TextOf(body["token"]);
        foreach (var name in Kept.Where(body.ContainsKey))
        {
            var text = TextOf(body[name]);
            kept[name] = text is null || text.Length > MaxLength || (token is { Length: > 0 } && text.Contains(token, StringComparison.OrdinalIgnoreCase))
                ? Redacted
                : WithoutSecrets(text);
        }
        // Who mixes up token and commit must not find the token here.
        if (TextOf(body["sha"]) is { Length: >= ShortSha } sha)
        {
            kept["sha"] = sha[..ShortSha];
        }
        if (body.ContainsKey("token"))
        {
            kept["token"] = Redacted;
        }
        return kept;
    }

    // User names, passwords, signatures: of a URL only where it leads is kept. Forty hex digits anywhere may be a token.
    private static string WithoutSecrets(string text) =>
        !text.Contains("://", StringComparison.Ordinal) ? TokenLike().Replace(text, Redacted)
            : Uri.TryCreate(text, UriKind.Absolute, out var url) ? $"{url.Scheme}://{url.Authority}/…"
            : Redacted;

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    [GeneratedRegex("[0-9a-fA-F]{40,}")]
    private static partial Regex TokenLike();
}
