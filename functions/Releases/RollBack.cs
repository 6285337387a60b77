using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Orchestrations;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.Releases;

/// <summary>Starts the return to an earlier release.</summary>
public sealed class RollBack(DeisDbContext database, AppAccess access, RollbackTarget target, IOperations operations)
{
    /// <summary>The operation.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="version">Number or numeric text; null for the release before the newest successful one.</param>
    /// <param name="cancellationToken">Gives up before the start.</param>
    public async Task<Result<string>> ExecuteAsync(string id, User user, JsonNode? version, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !Parse(version).TryGet(out var wanted, out error) ||
            !(await target.ExecuteAsync(app.Uuid, wanted, cancellationToken)).TryGet(out var number, out error))
        {
            return error;
        }
        var input = new DeployInput(app.Uuid, app.Id, user.Id, DeployTrigger.Rollback, RollbackTo: number);
        return await operations.StartAsync(database, app, user, DeployInput.Orchestration, input, LeaseMode.CancelStuck, null, cancellationToken);
    }

    private static Result<int?> Parse(JsonNode? version)
    {
        var text = version?.GetValueKind() == JsonValueKind.String ? version.GetValue<string>().Trim() : version?.ToJsonString();
        if (text is null)
        {
            return (int?)null;
        }
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Error.Domain($"invalid version: {text} is not the number of a release");
    }
}
