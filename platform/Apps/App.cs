using Deis.Platform.Users;

namespace Deis.Platform.Apps;

/// <summary>An app of a user.</summary>
public sealed class App
{
    /// <summary>Primary key.</summary>
    public Guid Uuid { get; init; }

    /// <summary>Name, unique on the platform; also the name of its place in the runtime.</summary>
    public required string Id { get; init; }

    /// <summary>Owner's id.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>The owner.</summary>
    public User? Owner { get; init; }

    /// <summary>How many processes of each type shall run.</summary>
    public Dictionary<string, int> Structure { get; set; } = [];

    /// <summary>True once its destruction has begun; it can only be destroyed from then on.</summary>
    public bool Destroying { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Updated { get; set; }
}
