using Deis.Platform.Apps;
using Deis.Platform.Users;

namespace Deis.Platform.Tls;

/// <summary>Whether an app is only reached by HTTPS. One per app; it gets a new <see cref="Uuid"/> with each change.</summary>
public sealed class AppTls
{
    /// <summary>The app.</summary>
    public Guid AppId { get; init; }

    /// <summary>Names this state.</summary>
    public Guid Uuid { get; set; }

    /// <summary>Who changed it last.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>Who changed it last.</summary>
    public User? Owner { get; init; }

    /// <summary>True sends who comes by HTTP to HTTPS; null was never said.</summary>
    public bool? HttpsEnforced { get; set; }

    /// <summary>When this state was set.</summary>
    public DateTimeOffset Created { get; set; }

    /// <summary>When this state was set.</summary>
    public DateTimeOffset Updated { get; set; }

    /// <summary>Makes it say something else.</summary>
    public void Set(bool? enforced, Guid userId, DateTimeOffset now)
    {
        Uuid = Guid.NewGuid();
        OwnerId = userId;
        HttpsEnforced = enforced;
        Created = now;
        Updated = now;
    }

    /// <summary>What an app starts with.</summary>
    public static AppTls Initial(App app) => new()
    {
        AppId = app.Uuid,
        Uuid = app.Uuid,
        OwnerId = app.OwnerId,
        Owner = app.Owner,
        Created = app.Created,
        Updated = app.Created,
    };
}
