using System.Text.Json.Serialization;
using Deis.Client.Apps;
using Deis.Client.Auth;
using Deis.Client.Builds;
using Deis.Client.Certs;
using Deis.Client.Config;
using Deis.Client.Domains;
using Deis.Client.Keys;
using Deis.Client.Operations;
using Deis.Client.Perms;
using Deis.Client.Pods;
using Deis.Client.Releases;
using Deis.Client.Services;
using Deis.Client.Settings;
using Deis.Client.Tls;
using Deis.Client.Tokens;
using Deis.Client.Whitelist;

namespace Deis.Client;

/// <summary>Wire forms of all requests and answers, generated at build time so that start-up and trimming stay cheap.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Page<User>))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(UsernameRequest))]
[JsonSerializable(typeof(AllTokensRequest))]
[JsonSerializable(typeof(Key))]
[JsonSerializable(typeof(Page<Key>))]
[JsonSerializable(typeof(KeyCreateRequest))]
[JsonSerializable(typeof(Certificate))]
[JsonSerializable(typeof(Page<Certificate>))]
[JsonSerializable(typeof(CertificateCreateRequest))]
[JsonSerializable(typeof(AttachRequest))]
[JsonSerializable(typeof(App))]
[JsonSerializable(typeof(Page<App>))]
[JsonSerializable(typeof(AppCreateRequest))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunResult))]
[JsonSerializable(typeof(DetachedRun))]
[JsonSerializable(typeof(AttachableRun))]
[JsonSerializable(typeof(AppConfig))]
[JsonSerializable(typeof(ConfigChange))]
[JsonSerializable(typeof(Build))]
[JsonSerializable(typeof(Page<Build>))]
[JsonSerializable(typeof(BuildCreateRequest))]
[JsonSerializable(typeof(QueuedBuild))]
[JsonSerializable(typeof(QueuedBuildRequest))]
[JsonSerializable(typeof(UploadPermit))]
[JsonSerializable(typeof(Release))]
[JsonSerializable(typeof(Page<Release>))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(RollbackAnswer))]
[JsonSerializable(typeof(Pod))]
[JsonSerializable(typeof(Pod[]))]
[JsonSerializable(typeof(Page<Pod>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>), TypeInfoPropertyName = "Scale")]
[JsonSerializable(typeof(Domain))]
[JsonSerializable(typeof(Page<Domain>))]
[JsonSerializable(typeof(DomainRequest))]
[JsonSerializable(typeof(AppSettings))]
[JsonSerializable(typeof(SettingsChange))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Autoscale>))]
[JsonSerializable(typeof(AppTls))]
[JsonSerializable(typeof(AllowList))]
[JsonSerializable(typeof(Service))]
[JsonSerializable(typeof(ServiceList))]
[JsonSerializable(typeof(ServiceRemoveRequest))]
[JsonSerializable(typeof(Collaborators))]
[JsonSerializable(typeof(Page<Administrator>))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(Page<Operation>))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(Page<Token>))]
[JsonSerializable(typeof(TokenCreateRequest))]
[JsonSerializable(typeof(CreatedToken))]
internal sealed partial class ClientJson : JsonSerializerContext;
