using System.Text.Json;
using Deis.Platform.Configs;
using Deis.Platform.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Deis.Platform;

/// <summary>Fills <see cref="PlatformOptions"/> from section <c>Deis</c>, else from the environment names of Deis Workflow.</summary>
internal sealed class PlatformOptionsSetup(IConfiguration configuration) : IConfigureOptions<PlatformOptions>
{
    private const string Section = "Deis";
    private const int PostgresPort = 5432;

    public void Configure(PlatformOptions options)
    {
        var section = configuration.GetSection(Section);
        options.Database = section[nameof(options.Database)] ?? OriginalDatabase() ?? options.Database;
        options.KeyFile = section[nameof(options.KeyFile)] ?? options.KeyFile;
        options.CreateKeyFile = section.GetValue(nameof(options.CreateKeyFile), options.CreateKeyFile);
        if ((section[nameof(options.RegistrationMode)] ?? configuration["REGISTRATION_MODE"]) is { Length: > 0 } mode)
        {
            options.RegistrationMode = ParseMode(mode);
        }
        foreach (var name in section.GetSection(nameof(options.ReservedNames)).Get<string[]>() ?? OriginalReservedNames())
        {
            options.ReservedNames.Add(name);
        }
        foreach (var (key, value) in section.GetSection(nameof(options.DefaultTags)).Get<Dictionary<string, string>>() ?? OriginalDefaultTags())
        {
            options.DefaultTags[key] = value;
        }
        if (MapRules.Check(ConfigMap.Tags, options.DefaultTags.ToDictionary(tag => tag.Key, tag => (string?)tag.Value)) is { } broken)
        {
            throw Invalid(nameof(options.DefaultTags), $"Default tags: {broken.Message}");
        }
        options.RemoveWithoutProcfile = Flag(nameof(options.RemoveWithoutProcfile), "DEIS_DEPLOY_PROCFILE_MISSING_REMOVE") ?? options.RemoveWithoutProcfile;
        options.RejectWithoutProcfile = Flag(nameof(options.RejectWithoutProcfile), "DEIS_DEPLOY_REJECT_IF_PROCFILE_MISSING") ?? options.RejectWithoutProcfile;
    }

    private bool? Flag(string name, string original)
    {
        var (key, text) = configuration[$"{Section}:{name}"] is { Length: > 0 } own ? ($"{Section}:{name}", own) : (original, configuration[original]);
        return text?.ToLowerInvariant() switch
        {
            null or "" => null,
            "true" or "yes" or "y" or "t" or "on" or "1" => true,
            "false" or "no" or "n" or "f" or "off" or "0" => false,
            _ => throw Invalid(name, $"{key} is '{text}'; give true or false."),
        };
    }

    private Dictionary<string, string> OriginalDefaultTags()
    {
        const string Name = "DEIS_DEFAULT_CONFIG_TAGS";
        if (configuration[Name] is not { Length: > 0 } text)
        {
            return [];
        }
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        }
        catch (JsonException)
        {
            throw Invalid(nameof(PlatformOptions.DefaultTags), $"{Name} is '{text}'; give a JSON object of texts, such as {{\"ssd\":\"true\"}}.");
        }
    }

    private string[] OriginalReservedNames() =>
        (configuration["RESERVED_NAMES"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private string? OriginalDatabase()
    {
        if (configuration["DEIS_DATABASE_SERVICE_HOST"] is not { Length: > 0 } host)
        {
            return null;
        }
        var user = configuration["DEIS_DATABASE_USER"];
        return new NpgsqlConnectionStringBuilder
        {
            Host = host,
            Port = configuration.GetValue("DEIS_DATABASE_SERVICE_PORT", PostgresPort),
            Username = user,
            Password = configuration["DEIS_DATABASE_PASSWORD"],
            Database = configuration["DEIS_DATABASE_NAME"] ?? user ?? "deis",
        }.ConnectionString;
    }

    private static RegistrationMode ParseMode(string text) =>
        text switch
        {
            "enabled" => RegistrationMode.Enabled,
            "disabled" => RegistrationMode.Disabled,
            "admin_only" => RegistrationMode.AdminOnly,
            _ => throw Invalid(nameof(PlatformOptions.RegistrationMode), $"REGISTRATION_MODE is '{text}'; give enabled, disabled or admin_only."),
        };

    private static OptionsValidationException Invalid(string name, string message) => new(name, typeof(PlatformOptions), [message]);
}
