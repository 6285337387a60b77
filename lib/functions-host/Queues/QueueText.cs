using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Deis.FunctionsHost.Queues;

/// <summary>Names and bodies of queue messages on the wire.</summary>
public static partial class QueueText
{
    /// <summary>Largest body in bytes, as it is stored.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>What the name of a queue for failed messages ends with.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>True for 3 to 63 lower-case letters, digits and single hyphens that neither begin nor end it.</summary>
    public static bool IsQueueName(string name) => name is { Length: >= 3 and <= 63 } && Name().IsMatch(name);

    /// <summary>The body of a message: the text, in base64 unless <paramref name="isPlain"/>.</summary>
    public static string Encode(string text, bool isPlain) => isPlain ? text : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    internal static bool TryDecode(BinaryData body, bool isPlain, [NotNullWhen(true)] out BinaryData? content)
    {
        content = body;
        if (isPlain)
            return true;

        var text = body.ToMemory();
        var bytes = new byte[text.Length];
        content = System.Buffers.Text.Base64.DecodeFromUtf8(text.Span, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? new BinaryData(bytes.AsMemory(0, written))
            : null;
        return content is not null;
    }

    [GeneratedRegex(@"^[a-z0-9](-?[a-z0-9])*\z")]
    private static partial Regex Name();
}
