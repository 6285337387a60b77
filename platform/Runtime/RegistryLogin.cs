namespace Deis.Platform.Runtime;

/// <summary>A login to a registry of container images; a secret.</summary>
/// <param name="Host">The registry's name; null for the one that the image names.</param>
/// <param name="Username">Who.</param>
/// <param name="Password">With which password.</param>
public sealed record RegistryLogin(string? Host, string Username, string Password)
{
    /// <summary>Without the password: the record may come into a log or an error.</summary>
    public override string ToString() => $"{Username} at {Host ?? "the image's registry"}";
}
