using Deis.Platform.Keys;

namespace Deis.Functions.Hooks;

/// <summary>A key as builders see it.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Fingerprint">MD5 of its blob as 16 colon-separated hex pairs.</param>
public sealed record AppKeyBody(string Key, string Fingerprint)
{
    /// <summary>The wire form of keys by account.</summary>
    public static Dictionary<string, AppKeyBody[]> Of(Dictionary<string, List<SshKey>> keys) =>
        keys.ToDictionary(entry => entry.Key, entry => entry.Value.Select(key => new AppKeyBody(key.Public, key.Fingerprint)).ToArray());
}
