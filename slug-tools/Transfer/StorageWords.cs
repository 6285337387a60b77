namespace Deis.SlugTools.Transfer;

/// <summary>How messages call the other side.</summary>
/// <param name="Server">For example <c>the storage</c>.</param>
/// <param name="WhenRefused">What may be the matter when it does not let us in.</param>
internal sealed record StorageWords(string Server, string WhenRefused)
{
    /// <summary>For the platform's storage.</summary>
    public static StorageWords Platform { get; } = new("the storage", "the link given to this process may have expired");

    /// <summary>For servers of the internet.</summary>
    public static StorageWords Web { get; } = new("the server", "user or password in the address may be wrong");
}
