using System.Text.Json.Serialization;
using Deis.Cli.Apps;
using Deis.Cli.Auth;
using Deis.Cli.Branch;
using Deis.Cli.Help;
using Deis.Cli.Limits;
using Deis.Cli.Maintenance;
using Deis.Cli.Releases;
using Deis.Cli.Routing;

namespace Deis.Cli.Output;

/// <summary>The form of what commands print for scripts and the API does not answer so.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>), TypeInfoPropertyName = "Map")]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Texts")]
[JsonSerializable(typeof(AppReport))]
[JsonSerializable(typeof(BranchReport))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(LoginReport))]
[JsonSerializable(typeof(VersionReport))]
[JsonSerializable(typeof(LimitsReport))]
[JsonSerializable(typeof(MaintenanceReport))]
[JsonSerializable(typeof(RollbackReport))]
[JsonSerializable(typeof(RoutingReport))]
internal sealed partial class CliJson : JsonSerializerContext;
