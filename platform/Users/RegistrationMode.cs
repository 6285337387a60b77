namespace Deis.Platform.Users;

/// <summary>Who may register accounts; as text <c>enabled</c>, <c>disabled</c>, <c>admin_only</c>.</summary>
public enum RegistrationMode
{
    /// <summary>Anybody.</summary>
    Enabled,

    /// <summary>Nobody.</summary>
    Disabled,

    /// <summary>Administrators; anybody as long as there is none.</summary>
    AdminOnly,
}
