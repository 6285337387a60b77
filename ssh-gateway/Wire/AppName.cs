namespace Deis.SshGateway.Wire;

/// <summary>The names an app can have: 1 to 63 of <c>a-z</c>, <c>0-9</c> and <c>-</c>. Anything else never becomes part of a path.</summary>
public static class AppName
{
    private const int MaxLength = 63;

    /// <summary>True when an app could have this name.</summary>
    public static bool IsValid(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= MaxLength && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
    }
}
