using Deis.Platform.Results;

namespace Deis.Platform.Keys;

/// <summary>What can go wrong with SSH keys, in the words of docs/protocol/controller.md §4.</summary>
internal static class Errors
{
    public static Error NotFound { get; } = Error.NotFound("Key");

    public static Error InvalidBase64 { get; } = Error.ForField("public", "Key contains invalid base64 chars");

    public static Error PublicTaken { get; } = Error.ForField("public", "Public Key is already in use");

    public static Error IdTaken { get; } = Error.ForField("id", "SSH Key with this id already exists.");
}
