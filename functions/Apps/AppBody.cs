using Deis.Platform.Apps;

namespace Deis.Functions.Apps;

/// <summary>An app on the wire (docs/protocol/controller.md §10).</summary>
public sealed record AppBody(
    Guid Uuid,
    string Id,
    string Owner,
    Dictionary<string, int> Structure,
    Dictionary<string, string> ProcfileStructure,
    DateTimeOffset Created,
    DateTimeOffset Updated)
{
    /// <summary>The wire form of an app.</summary>
    public static AppBody Of(AppDetails details) => new(
        details.App.Uuid, details.App.Id, details.Owner, details.App.Structure, details.Procfile ?? [], details.App.Created, details.App.Updated);
}
