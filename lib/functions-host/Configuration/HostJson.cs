using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Deis.FunctionsHost.Configuration;

/// <summary>host.json as configuration below <c>AzureFunctionsJobHost</c> (docs/protocol/functions.md §2).</summary>
internal static class HostJson
{
    private const string Section = "AzureFunctionsJobHost";
    private const string SupportedVersion = "2.0";
    private const string DefaultRoutePrefix = "api";

    /// <summary>Adds the file below everything else, so that environment (<c>AzureFunctionsJobHost__…</c>) and command line override it.</summary>
    /// <exception cref="HostConfigurationException">The file is not JSON or not of version 2.0.</exception>
    public static void AddTo(IConfigurationManager configuration, string path)
    {
        var values = File.Exists(path) ? Read(path) : new() { [$"{Section}:version"] = SupportedVersion };
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });

        if (configuration[$"{Section}:version"] != SupportedVersion)
            throw new HostConfigurationException($"{path} must say \"version\": \"{SupportedVersion}\"; other versions are not supported.");
    }

    /// <summary>What every HTTP route begins with, without slashes at its ends; empty when routes stand alone.</summary>
    public static string RoutePrefix(IConfiguration configuration) =>
        (configuration[$"{Section}:extensions:http:routePrefix"] ?? DefaultRoutePrefix).Trim('/');

    private static Dictionary<string, string?> Read(string path)
    {
        try
        {
            var file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: false).Build();
            return file.AsEnumerable()
                .Where(entry => entry.Value is not null)
                .ToDictionary(entry => $"{Section}:{entry.Key}", entry => entry.Value);
        }
        catch (InvalidDataException exception)
        {
            throw new HostConfigurationException($"{path} is not valid JSON: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}
