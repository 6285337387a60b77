using Deis.Platform.Apps;
using Deis.Platform.Operations;

namespace Deis.Functions.Tests.Maintenance;

internal static class OperationRow
{
    /// <summary>A deploy of an app by its owner.</summary>
    public static Operation Of(App app, string id, DateTimeOffset created, bool open = false) => new()
    {
        Id = id,
        App = app.Id,
        AppId = app.Uuid,
        UserId = app.OwnerId,
        Username = "somebody",
        Kind = "deploy",
        Open = open,
        Created = created,
    };
}
