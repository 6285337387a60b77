using Deis.Acceptance.Driving;

namespace Deis.Bench.Edge;

/// <summary>nginx, configured as the original router did it: a server per app; with connections to the processes kept, which that one did not.</summary>
internal sealed class Nginx(int hosts, string folder) : EdgeProxy("nginx", hosts, folder)
{
    protected override string Line => $"nginx -p {Folder} -e {Folder}/error.log -c {Folder}/nginx.conf -g 'daemon off;'";

    public override async Task SwitchAsync(int process)
    {
        Configure(process);
        (await Command.RunAsync("nginx", ["-p", Folder, "-e", $"{Folder}/error.log", "-c", $"{Folder}/nginx.conf", "-s", "reload"], Folder)).ShouldSucceed();
    }

    protected override void Configure(int process) => Write("nginx.conf", [
        $$"""
        user root;
        worker_processes 1;
        worker_rlimit_nofile 20000;
        pid {{Folder}}/nginx.pid;
        events { worker_connections 16384; multi_accept on; }
        http {
          log_format router '[$time_iso8601] - $host - $remote_addr - $remote_user - $status - "$request" - $bytes_sent - "$http_referer" - '
            '"$http_user_agent" - "$server_name" - $upstream_addr - $http_host - $upstream_response_time - $request_time';
          access_log {{Folder}}/access.log router buffer=64k flush=1s;
          server_names_hash_max_size 65536;
          server_names_hash_bucket_size 128;
          keepalive_requests 1000000;
          keepalive_timeout 1300s;
          ssl_certificate {{TlsFile}};
          ssl_certificate_key {{TlsFile}};
          ssl_protocols TLSv1.2 TLSv1.3;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-For $remote_addr;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-Port $server_port;
          proxy_set_header X-Forwarded-Host $http_host;
          server {
            listen 127.0.0.1:{{Port}} default_server backlog=4096;
            listen 127.0.0.1:{{TlsPort}} ssl default_server backlog=4096;
            return 404;
          }
        """,
        .. Enumerable.Range(0, Hosts).Select(app => $$"""
              upstream app{{app}} { server 127.0.0.1:{{PortOf(app, process)}}; keepalive 64; keepalive_timeout 2s; keepalive_requests 1000000; }
              server { listen 127.0.0.1:{{Port}}; listen 127.0.0.1:{{TlsPort}} ssl; server_name {{Answers.HostOf(app)}}; location / { proxy_pass http://app{{app}}; } }
            """),
        "}",
    ]);
}
