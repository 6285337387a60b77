using Deis.Functions.Reference;
using Deis.Platform.Apps;

namespace Deis.Functions.Apps;

/// <summary>An app on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it for ever.</param>
/// <param name="Id">Its name.</param>
/// <param name="Owner">The account that owns it.</param>
/// <param name="Structure">How many processes of each type are wanted.</param>
/// <param name="ProcfileStructure">The command of each process type of the current release.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
public sealed record AppBody(
    Guid Uuid,
    string Id,
    string Owner,
    Dictionary<string, int> Structure,
    Dictionary<string, string> ProcfileStructure,
    DateTimeOffset Created,
    DateTimeOffset Updated) : IExample<AppBody>
{
    /// <inheritdoc/>
    public static AppBody Example => new(
        Sample.Uuid, Sample.App, Sample.User, new() { ["web"] = 2 }, new() { ["web"] = "node server.js" }, Sample.Moment, Sample.Moment);

    /// <summary>The wire form of an app.</summary>
    public static AppBody Of(AppDetails details) => new(
        details.App.Uuid, details.App.Id, details.Owner, details.App.Structure, details.Procfile ?? [], details.App.Created, details.App.Updated);
}
