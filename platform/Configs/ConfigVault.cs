using System.Text.Json;
using Deis.Platform.Secrets;

namespace Deis.Platform.Configs;

/// <summary>Seals and opens the secret maps of an <see cref="AppConfig"/>.</summary>
public sealed class ConfigVault(ISecretProtector protector)
{
    /// <summary>The environment of the app's processes.</summary>
    public Dictionary<string, string> OpenValues(AppConfig config) => Open(config.ProtectedValues, Purpose(config.AppId, "values"));

    /// <summary>The credentials of a private registry.</summary>
    public Dictionary<string, string> OpenRegistry(AppConfig config) => Open(config.ProtectedRegistry, Purpose(config.AppId, "registry"));

    /// <summary>Encrypts an environment for the app.</summary>
    public byte[] SealValues(Guid appId, IReadOnlyDictionary<string, string> values) => Seal(values, Purpose(appId, "values"));

    /// <summary>Encrypts registry credentials for the app.</summary>
    public byte[] SealRegistry(Guid appId, IReadOnlyDictionary<string, string> registry) => Seal(registry, Purpose(appId, "registry"));

    private static string Purpose(Guid appId, string part) => $"config/{appId:N}/{part}";

    private byte[] Seal(IReadOnlyDictionary<string, string> map, string purpose) =>
        protector.Protect(JsonSerializer.SerializeToUtf8Bytes(map), purpose);

    private Dictionary<string, string> Open(byte[] sealedMap, string purpose) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(protector.Unprotect(sealedMap, purpose)) ?? [];
}
