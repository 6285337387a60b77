namespace Deis.Functions.Http;

/// <summary>Who may call a function.</summary>
public enum Access
{
    /// <summary>Whoever has a valid token; the default.</summary>
    User,

    /// <summary>Everybody; a token is not looked at.</summary>
    Anonymous,

    /// <summary>Everybody; the function itself cares about a token, good, bad or none.</summary>
    Optional,

    /// <summary>Administrators of the platform.</summary>
    Admin,

    /// <summary>The SSH gateway and other builders, by the shared builder key.</summary>
    Builder,
}
