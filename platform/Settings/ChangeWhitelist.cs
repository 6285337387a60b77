using System.Text.Json.Nodes;
using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Platform.Settings;

/// <summary>Adds and removes addresses that may reach an app. The change is in force when this returns.</summary>
public sealed class ChangeWhitelist(StoreSettings store, IAppRuntime runtime)
{
    private const string Field = "addresses";

    /// <summary>Adds the addresses of a request.</summary>
    public Task<Result<AppSettings>> AddAsync(string id, User user, JsonObject body, CancellationToken cancellationToken) =>
        store.ExecuteAsync(id, user, AppPermission.Use, before => Add(before, body), cancellationToken);

    /// <summary>Removes the addresses of a request; all of them must be there.</summary>
    public Task<Result<AppSettings>> RemoveAsync(string id, User user, JsonObject body, CancellationToken cancellationToken) =>
        store.ExecuteAsync(id, user, AppPermission.Own, before => Remove(before, body), cancellationToken);

    private Result<SettingsValues> Add(SettingsValues before, JsonObject body)
    {
        if (!runtime.Capabilities.HasFlag(RuntimeCapabilities.AllowLists))
        {
            return Errors.NoAllowLists;
        }
        return AddressList.Read(body[Field], Field).TryGet(out var addresses, out var error)
            ? before with { Whitelist = [.. before.Whitelist.Union(addresses)] }
            : error;
    }

    private static Result<SettingsValues> Remove(SettingsValues before, JsonObject body)
    {
        if (!AddressList.Read(body[Field], Field).TryGet(out var addresses, out var error))
        {
            return error;
        }
        var unknown = addresses.Except(before.Whitelist).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? before with { Whitelist = [.. before.Whitelist.Except(addresses)] }
            : Error.Unprocessable($"addresses {string.Join(", ", unknown)} does not exist in whitelist");
    }
}
