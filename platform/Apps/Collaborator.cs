namespace Deis.Platform.Apps;

/// <summary>A user who may use somebody else's app.</summary>
public sealed class Collaborator
{
    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>The user.</summary>
    public Guid UserId { get; init; }
}
