using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Platform.Settings;

/// <summary>Changes settings of an app. They are in force when this returns.</summary>
public sealed class ChangeSettings(StoreSettings store, IAppRuntime runtime)
{
    /// <summary>The settings afterwards, or why they cannot be changed.</summary>
    public Task<Result<AppSettings>> ExecuteAsync(string id, User user, JsonObject body, CancellationToken cancellationToken) =>
        store.ExecuteAsync(id, user, AppPermission.Use, before => Apply(before, body), cancellationToken);

    private Result<SettingsValues> Apply(SettingsValues before, JsonObject body)
    {
        if (!SettingsPatch.Read(body, runtime.Capabilities).TryGet(out var patch, out var error) ||
            !Merge(before.Label, patch.Label).TryGet(out var label, out error) ||
            !AutoscalePatch.Merge(before.Autoscale, patch.Autoscale).TryGet(out var autoscale, out error))
        {
            return error;
        }
        return new SettingsValues(
            patch.Maintenance ?? before.Maintenance,
            patch.Routable ?? before.Routable,
            label,
            patch.Whitelist ?? before.Whitelist,
            autoscale,
            patch.DeployBranch is { } branch ? branch.Name : before.DeployBranch);
    }

    private static Result<JsonObject> Merge(JsonObject current, JsonObject? changes)
    {
        var merged = current.DeepClone().AsObject();
        foreach (var (key, value) in changes ?? [])
        {
            if (value is not null)
            {
                merged[key] = value.DeepClone();
            }
            else if (!merged.Remove(key))
            {
                return Error.Unprocessable($"{key} does not exist under label");
            }
        }
        return merged;
    }
}
